// @ts-check
// Says in the page why the program could not start, in words that the maintainer of a website can act
// on. A plain script in the words of very old browsers: it has to run where nothing else does. It is
// also imported by scripts that are modules, so it has no exports and sets one global.
(function (global) {
  "use strict";
  // A page may have this script before the module, which brings it along as well.
  if (global.nianbaoFailure) return;
  /** What a module may use at most: bulk memory, sign extension, saturating conversion. */
  var PROBE = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 1, 125, 1, 127, 3, 2, 1, 0, 5, 3, 1, 0, 0, 10, 19, 1, 17,
    0, 65, 0, 65, 0, 65, 0, 252, 10, 0, 0, 32, 0, 252, 0, 192, 11,
  ];
  var OLD =
    "这个浏览器版本较旧、处在兼容模式，或者关闭了 WebAssembly，无法运行本程序。请使用 Chromium 88、Firefox 79 或更高版本内核的浏览器；双核浏览器请切换到极速模式。";
  var LOCAL =
    "这是放在网站上用的版本，不能从本机文件夹直接打开。请改为打开 nianbao.html（离线程序），功能相同。";
  /**
   * What the policy refused, newest last.
   * @type {SecurityPolicyViolationEvent[]}
   */
  var refused = [];

  /** Why the program cannot run here whatever is fetched: `{ code, message }`, or null. */
  function unfit() {
    var able = typeof WebAssembly === "object" && typeof Promise === "function" && WebAssembly.validate;
    if (!able || !WebAssembly.validate(new Uint8Array(PROBE))) return { code: "browser", message: OLD };
    return null;
  }

  function policy() {
    var last = refused[refused.length - 1];
    var wasm = !last || /^(wasm-eval|eval|)$/.test(last.blockedURI);
    var directive = last ? last.effectiveDirective || last.violatedDirective : "script-src";
    var cure =
      wasm ? "script-src 中加入 'wasm-unsafe-eval'（Chromium 97 以前的浏览器需要 'unsafe-eval'）"
      : directive.split(/[ -]elem| /)[0] + " 中加入本程序所在的网站（同一网站写 'self'）";
    return "本网站的安全策略不允许运行本程序。请网站管理员在 Content-Security-Policy 的 " + cure + "。";
  }

  /** What an error of loading or starting means: `{ code, message }`. */
  function explain(error) {
    var text = String(error && error.message);
    var address = (error && error.address) || "";
    if (unfit()) return unfit();
    if (refused.length || /unsafe-eval|Content Security Policy|disallowed by embedder|call to WebAssembly/i.test(text)) {
      return { code: "policy", message: policy() };
    }
    if (global.origin === "null" && /^http/.test(location.protocol)) {
      return { code: "sandbox", message: "本页嵌在受限的框架里，取不到程序文件，也不能保存和下载。请网站管理员在 iframe 的 sandbox 属性中加入 allow-same-origin allow-downloads。" };
    }
    var unsafe = address.indexOf("http:") === 0 || document.querySelector("script[src^='http:']");
    if (location.protocol === "https:" && unsafe) {
      return { code: "mixed", message: "本页是 https 网页，而程序文件的地址是 http，浏览器不予加载。请网站管理员把程序文件的地址改为 https。" };
    }
    if (error && error.status) {
      return { code: "missing", message: "网站上没有程序文件 " + address.split("/").pop() + "（" + error.status + "）。请网站管理员把全部文件上传到同一文件夹，文件名不要改动。" };
    }
    if (/magic|MIME|not a module|Incorrect response/i.test(text)) {
      return { code: "content", message: "取到的程序文件（.wasm）不对，可能没有上传完整，或被换成了错误页面、登录页面。请网站管理员重新上传全部文件，并确认 .wasm 的类型为 application/wasm。" };
    }
    if (global.WebAssembly && error instanceof WebAssembly.CompileError) {
      return { code: "content", message: "程序文件（.wasm）不完整或被改动过。请网站管理员以二进制方式重新上传全部文件；上网代理或安全软件也可能改动文件。" };
    }
    if (error instanceof TypeError) {
      return { code: "missing", message: "没有取到程序文件。请检查网络后刷新；若仍不行，请网站管理员确认文件已全部上传，且 .js 的类型为 text/javascript。" };
    }
    return { code: "start", message: "程序未能启动。请刷新后再试；已保存的内容不受影响。" };
  }

  /** Puts the sentence into every element that is still waiting for the program. */
  function tell(fault, detail) {
    var elements = document.getElementsByTagName("nianbao-report");
    for (var i = 0; i < elements.length; i++) {
      if (elements[i].shadowRoot) continue;
      var note = document.createElement("p");
      note.className = "starting";
      note.setAttribute("role", "alert");
      note.appendChild(document.createTextNode(fault.message + (detail ? "（" + detail + "）" : "")));
      while (elements[i].lastChild) elements[i].removeChild(/** @type {Node} */ (elements[i].lastChild));
      elements[i].appendChild(note);
      if (typeof CustomEvent !== "function") continue;
      var told = { code: fault.code, message: fault.message };
      elements[i].dispatchEvent(new CustomEvent("nianbao-error", { bubbles: true, composed: true, detail: told }));
    }
  }

  /** Tells what an error of loading or starting means. */
  function show(error) {
    if (global.console) console.error(error);
    // The browser reports what the policy refused a moment after the error.
    setTimeout(function () {
      tell(explain(error), error && error.message);
    }, 60);
  }

  var failure = (global.nianbaoFailure = { explain: explain, show: show, tell: tell, unfit: unfit, started: false });
  if (!global.document) return;
  document.addEventListener("securitypolicyviolation", function (event) {
    // A worker that is refused here is started in another way.
    if (!/^(blob|inline|data)/.test(event.blockedURI) && event.disposition !== "report") refused.push(event);
  });
  // As a script of a page it also tells of a module that did not even begin, which cannot say why.
  if (!document.currentScript && "currentScript" in document) return;
  global.addEventListener("load", function () {
    if (failure.started) return;
    if (unfit()) tell(unfit());
    else if (location.protocol === "file:") tell({ code: "file", message: LOCAL });
    else show(new TypeError(""));
  });
})(/** @type {any} */ (typeof window === "object" ? window : {}));
