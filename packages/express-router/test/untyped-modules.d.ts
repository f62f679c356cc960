// The alias of Express 4 in package.json. What the tests call is the same in both versions.
declare module "express4" {
  import express from "express";
  export default express;
}

declare module "compression" {
  import type { RequestHandler } from "express";
  export default function compression(): RequestHandler;
}
