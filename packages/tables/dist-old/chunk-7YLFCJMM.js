// packages/tables/src/threads/receive-messages.ts
function receiveMessages(port) {
  const waiting = [];
  let isClosed = false;
  let wake = () => {};
  port.on("message", (message) => {
    waiting.push(message);
    wake();
  });
  port.on("close", () => {
    isClosed = true;
    wake();
  });
  return {
    async next() {
      while (waiting.length === 0 && !isClosed) await new Promise((resolve) => (wake = resolve));
      return waiting.shift();
    },
  };
}

export { receiveMessages };
//# sourceMappingURL=chunk-7YLFCJMM.js.map
//# sourceMappingURL=chunk-7YLFCJMM.js.map
