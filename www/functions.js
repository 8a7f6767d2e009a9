// @ts-check
// The functions of the files module on the thread of the caller. Those that the package exports as they
// are come from here: the build makes the module `nianbao-functions` of the declarations in nianbao.d.ts.

/** @type {import("./files-module.js").FilesModule | undefined} */
let functions;

/** @param {import("./files-module.js").FilesModule} module */
export function setFunctions(module) {
  functions = module;
}

/** The functions; throws before `setFunctions`. */
export function loaded() {
  if (!functions) throw new Error("请先调用 init()，等它完成。");
  return functions;
}
