// packages/tables/src/transform-file/fast/chunks/turns.ts
var STOP = 0;
var NEXT = 1;
var TURN = 2;
var LINE_KEYS = ["inputEnd", "outputEnd", "rejectsEnd", "rows", "written", "rejected", "lastWidth"];
function createSharedTurns(start) {
  const signs = new Int32Array(new SharedArrayBuffer(12));
  const line = new Float64Array(new SharedArrayBuffer(LINE_KEYS.length * 8));
  line.set(LINE_KEYS.map((key) => start[key]));
  return { signs, line };
}
function stopTurns({ signs }) {
  Atomics.store(signs, STOP, 1);
  Atomics.notify(signs, TURN);
}
function isStopped({ signs }) {
  return Atomics.load(signs, STOP) === 1;
}
function takeChunk({ signs }) {
  return Atomics.add(signs, NEXT, 1);
}
function hasTurn({ signs }, chunk) {
  return Atomics.load(signs, TURN) === chunk;
}
function waitForTurn(shared, chunk) {
  while (!isStopped(shared)) {
    const turn = Atomics.load(shared.signs, TURN);
    if (turn === chunk) return;
    Atomics.wait(shared.signs, TURN, turn, CHECK_MS);
  }
}
var CHECK_MS = 100;
function readLine({ line }) {
  const [inputEnd = 0, outputEnd = 0, rejectsEnd = 0, rows = 0, written = 0, rejected = 0, lastWidth = 0] = line;
  return { inputEnd, outputEnd, rejectsEnd, rows, written, rejected, lastWidth };
}
function passTurn({ signs, line }, chunk, state) {
  line.set(LINE_KEYS.map((key) => state[key]));
  Atomics.store(signs, TURN, chunk + 1);
  Atomics.notify(signs, TURN);
}

export { createSharedTurns, hasTurn, isStopped, passTurn, readLine, stopTurns, takeChunk, waitForTurn };
//# sourceMappingURL=chunk-AERKAU4K.js.map
//# sourceMappingURL=chunk-AERKAU4K.js.map
