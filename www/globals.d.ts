// What the scripts here use and the compiler's libraries do not know. Only for checking the types.

/** Set by failure.js, a plain script. */
declare const nianbaoFailure: {
  explain(error: any): { code: string; message: string };
  show(error: any): void;
  tell(fault: { code: string; message: string }, detail?: string): void;
  unfit(): { code: string; message: string } | null;
  started: boolean;
};

/** Set by unpack.js: what is packed into the one-file page, by the id of its element; its first module. */
declare var nianbaoPacked: {
  packed(id: string): Promise<Uint8Array>;
  unpack(id: string): Promise<ArrayBuffer>;
  first: Promise<ArrayBuffer>;
};

/** The glue of the files module: it starts the module, and has what the module exports. */
declare const wasm_bindgen: ((options: { module_or_path: unknown }) => Promise<any>) & Record<string, (...args: any[]) => any>;

// A worker's.
declare function importScripts(...urls: string[]): void;

// Chromium's; where it is missing, files are downloaded.
declare const showSaveFilePicker: undefined | ((options: object) => Promise<FileSystemFileHandle>);

// Node's, for the package and its command.
declare const process: any;
declare module "node:*";

// Names that the build resolves.
declare module "nianbao-addresses";
declare module "nianbao-functions";
declare module "nianbao-glue";
declare module "nianbao-unpacker";
declare module "nianbao-pdf";
declare module "fflate";
