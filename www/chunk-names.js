// The modules that each chunk is made of. The build writes here what it cut off; Trunk cuts nothing.

/** @type {Record<string, string[]>} */
export const MODULES = {};
