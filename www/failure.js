// Says in the page why the program could not start, in words the maintainer of a website can act on.

/** The sentence for one error of loading or starting. */
export function explain(error) {
  const text = String(error && error.message);
  if (typeof WebAssembly !== "object") {
    return "这个浏览器版本较旧，无法运行本程序。请使用 Chromium 88、Firefox 79 或更高版本内核的浏览器。";
  }
  if (/unsafe-eval|Content Security Policy|disallowed by embedder|call to WebAssembly/i.test(text)) {
    return "本网站的安全策略不允许运行本程序。请网站管理员在 Content-Security-Policy 的 script-src 中加入 'wasm-unsafe-eval'（Chromium 97 以前的浏览器需要 'unsafe-eval'）。";
  }
  if (/magic|MIME|HTTP status|Incorrect response/i.test(text)) {
    return "取到的程序文件（.wasm）不对，可能没有上传完整，或被换成了错误页面。请网站管理员重新上传全部文件，并确认 .wasm 的类型为 application/wasm。";
  }
  if (error instanceof TypeError) {
    return "没有取到程序文件。请检查网络后刷新；若仍不行，请网站管理员确认文件已全部上传，且 .js 的类型为 text/javascript。";
  }
  return "程序未能启动。请刷新后再试；已保存的内容不受影响。";
}

/** Puts the sentence into every element that is still waiting for the program. */
export function showFailure(error) {
  console.error(error);
  const message = explain(error);
  for (const element of document.querySelectorAll("nianbao-report:not(:defined)")) {
    const note = document.createElement("p");
    note.className = "starting";
    note.setAttribute("role", "alert");
    note.textContent = `${message}（${error && error.message}）`;
    element.replaceChildren(note);
    const detail = { code: "start", message };
    element.dispatchEvent(
      new CustomEvent("nianbao-error", { bubbles: true, composed: true, detail }),
    );
  }
}
