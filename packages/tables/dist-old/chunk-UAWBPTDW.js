var __knownSymbol = (name, symbol) => ((symbol = Symbol[name]) ? symbol : /* @__PURE__ */ Symbol.for("Symbol." + name));
var __typeError = (msg) => {
  throw TypeError(msg);
};
var __using = (stack, value, async) => {
  if (value != null) {
    if (typeof value !== "object" && typeof value !== "function") __typeError("Object expected");
    var dispose, inner;
    if (async) dispose = value[__knownSymbol("asyncDispose")];
    if (dispose === void 0) {
      dispose = value[__knownSymbol("dispose")];
      if (async) inner = dispose;
    }
    if (typeof dispose !== "function") __typeError("Object not disposable");
    if (inner)
      dispose = function () {
        try {
          inner.call(this);
        } catch (e) {
          return Promise.reject(e);
        }
      };
    stack.push([async, dispose, value]);
  } else if (async) {
    stack.push([async]);
  }
  return value;
};
var __callDispose = (stack, error, hasError) => {
  var E =
    typeof SuppressedError === "function"
      ? SuppressedError
      : function (e, s, m, _) {
          return ((_ = Error(m)), (_.name = "SuppressedError"), (_.error = e), (_.suppressed = s), _);
        };
  var fail = (e) => (error = hasError ? new E(e, error, "An error was suppressed during disposal") : ((hasError = true), e));
  var next = (it) => {
    while ((it = stack.pop())) {
      try {
        var result = it[1] && it[1].call(it[2]);
        if (it[0]) return Promise.resolve(result).then(next, (e) => (fail(e), next()));
      } catch (e) {
        fail(e);
      }
    }
    if (hasError) throw error;
  };
  return next();
};

export { __callDispose, __using };
//# sourceMappingURL=chunk-UAWBPTDW.js.map
//# sourceMappingURL=chunk-UAWBPTDW.js.map
