import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** Which packets vanish: those to the server, those from it, or all. */
export type Direction = "to-server" | "from-server" | "both";

/** A network between a client and a server that can be broken without either hearing of it. */
export interface Proxy extends AsyncDisposable {
  readonly port: number;
  /** From now on packets do not arrive. New connections are taken, and get no answer. */
  swallow(direction: Direction): void;
  /**
   * Lets packets through again. What was swallowed arrives late, as TCP sends again what nobody confirmed (`"late"`), or never, on
   * connections that stay open and silent: half open (`"never"`). New connections are good in both cases.
   */
  heal(swallowed: "late" | "never"): void;
}

/** Starts one in front of a port of this machine. */
export async function startProxy(serverPort: number): Promise<Proxy> {
  const links = new Set<Link>();
  let direction: Direction | undefined;
  const server = createServer((client) => {
    const link = createLink(client, connect(serverPort, "127.0.0.1"));
    links.add(link);
    link.swallow(direction);
    link.onEnd(() => links.delete(link));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    port: (server.address() as { port: number }).port,
    swallow(what) {
      direction = what;
      for (const link of links) link.swallow(what);
    },
    heal(swallowed) {
      direction = undefined;
      if (swallowed === "late") for (const link of links) link.swallow(undefined);
    },
    async [Symbol.asyncDispose]() {
      for (const link of links) link.cut();
      server.close();
      await once(server, "close");
    },
  };
}

/** A connection through the proxy. */
interface Link {
  swallow(direction: Direction | undefined): void;
  onEnd(listener: () => void): void;
  cut(): void;
}

function createLink(client: Socket, server: Socket): Link {
  for (const [from, to] of [
    [client, server],
    [server, client],
  ] as const) {
    from.setNoDelay(true);
    from.on("data", (data) => void to.write(data));
    // An end is a packet, too: it waits behind the data of a paused socket.
    from.on("end", () => to.end());
    from.on("error", () => to.destroy());
  }

  return {
    swallow(direction) {
      // A socket that is not read holds what comes; the other end sees that nobody confirms it.
      setFlowing(client, direction !== "to-server" && direction !== "both");
      setFlowing(server, direction !== "from-server" && direction !== "both");
    },
    onEnd(listener) {
      client.on("close", listener);
    },
    cut() {
      client.destroy();
      server.destroy();
    },
  };
}

function setFlowing(socket: Socket, isFlowing: boolean): void {
  if (isFlowing) socket.resume();
  else socket.pause();
}
