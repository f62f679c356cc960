import { maskSecrets } from "@rowmill/core/adapter";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("maskSecrets", () => {
  const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

  it.each([
    ["a pair of a URL", "GET /x?user=ada&password=hunter2&page=3", "GET /x?user=ada&password=***&page=3"],
    ["a token of a URL", "https://api.example/x?access_token=abc.def-1", "https://api.example/x?access_token=***"],
    ["a signature of a URL", "https://store.example/x?sv=2024&sig=aB%2Fc%3D&se=1", "https://store.example/x?sv=2024&sig=***&se=1"],
    ["an encoded pair", "redirect=%2Fx%3Ftoken%3Dabc123", "redirect=%2Fx%3Ftoken%3D***"],
    ["a connection string of libpq", "host=db user=app password='a b;c' dbname=x", "host=db user=app password=*** dbname=x"],
    ["a connection string of ADO", "Server=db;User Id=app;Password=p@ss,word;Pooling=1", "Server=db;User Id=app;Password=***;Pooling=1"],
    ["an environment variable", "AWS_SECRET_ACCESS_KEY=abc/def+ghi is set", "AWS_SECRET_ACCESS_KEY=*** is set"],
    [
      "an option of a command",
      "Command failed: mysqldump --password=hunter2 --host db",
      "Command failed: mysqldump --password=*** --host db",
    ],
    ["JSON", '{"user":"ada","password":"a\\"b c","port":1}', '{"user":"ada","password":***,"port":1}'],
    ["JSON within JSON", String.raw`"{\"api_key\":\"k-1\"}"`, String.raw`"{\"api_key\":***`],
    [
      "an object as Node prints it",
      "{ user: 'ada', apiKey: 'abc', clientSecret: 'x y' }",
      "{ user: 'ada', apiKey: ***, clientSecret: *** }",
    ],
    ["YAML", "password: hunter2\nuser: ada", "password: ***\nuser: ada"],
    ["an authorization header", "Authorization: Bearer abc.def\r\nHost: x", "Authorization: Bearer ***\r\nHost: x"],
    ["headers as an object", '{"authorization":"Basic YTpi","accept":"*/*"}', '{"authorization":"Basic ***","accept":"*/*"}'],
    ["cookies", "set-cookie: sid=abc; Path=/; HttpOnly", "set-cookie: ***"],
    ["a bearer token alone", "401 for Bearer abcdefgh12345678", "401 for Bearer ***"],
    ["basic credentials alone", "sent Basic dXNlcjpwYXNz0= to it", "sent Basic *** to it"],
    ["a URL with credentials", "connect postgres://app:hunter2@db:5432/jobs failed", "connect postgres://***@db:5432/jobs failed"],
    ["a URL whose password has a slash and an @", "redis://:p/a@b@cache:6379/0", "redis://***@cache:6379/0"],
    ["a URL with a token as the user", "https://ghp_abc@github.com/x.git", "https://***@github.com/x.git"],
    ["a JSON Web Token", `jwt malformed ${JWT}.`, "jwt malformed ***."],
    ["a private key", "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- end", "*** end"],
    ["a private key that is cut off", "bad -----BEGIN PRIVATE KEY-----\nMIIE", "bad ***"],
    ["keys of services", "Incorrect API key provided: sk-proj12345678", "Incorrect API key provided: sk-***"],
    ["a key of a service alone", "the key sk-abcdefgh12 is revoked", "the key sk-*** is revoked"],
  ])("masks %s", (_, text, masked) => expect(maskSecrets(text)).toBe(masked));

  it.each([
    "no such column: password",
    "Unexpected token < in JSON at position 0",
    "Unexpected token: name",
    "The password must have 8 characters",
    "password=undefined",
    '{"token":null}',
    "GET https://api.example:8080/users/ada@example.org: 404",
    "connect ECONNREFUSED 127.0.0.1:5432",
    "tokens: 3 used, max_tokens=4096",
    "basic functionality is missing",
    "passed: 3, failed: 1",
  ])("leaves %s", (text) => expect(maskSecrets(text)).toBe(text));

  it("leaves nothing of a secret, however it is named, joined and quoted", () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9]{4,30}Q7$/);
    const key = fc.constantFrom(
      "password",
      "PASSWORD",
      "db_password",
      "passwd",
      "pwd",
      "secret",
      "client_secret",
      "token",
      "refreshToken",
      "api_key",
      "apiKey",
      "api-key",
      "x-api-key",
    );
    const join = fc.constantFrom("=", ": ", ":", " = ", "='", '="', '":"', `": "`, "': '", "%3D");
    fc.assert(
      fc.property(key, join, secret, fc.string(), fc.string(), (name, by, value, before, after) => {
        expect(maskSecrets(`${before} ${name}${by}${value} ${after}`)).not.toContain(value);
      }),
    );
  });

  it("changes nothing that it has masked", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.constantFrom("password=", "token: ", "://a:", "@"), (text, part) => {
        const once = maskSecrets(`${text}${part}${text}`);
        expect(maskSecrets(once)).toBe(once);
      }),
    );
  });

  it.each([
    "password=",
    "token:",
    "://",
    "://a:",
    "@",
    "bearer ",
    "basic a",
    "eyJ",
    "-----BEGIN ",
    "-----BEGIN PRIVATE KEY-----",
    `password="`,
    "\\",
    "a",
    " ",
    "authorization:",
    "api key",
  ])("takes time in proportion to the text, also for %s over and over", (part) => {
    const cpuMs = (length: number) => {
      const text = part.repeat(Math.ceil(length / part.length));
      const before = process.cpuUsage().user;
      maskSecrets(text);
      return (process.cpuUsage().user - before) / 1_000;
    };
    cpuMs(10_000);
    expect(cpuMs(80_000)).toBeLessThan(500);
  });
});
