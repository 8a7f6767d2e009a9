// What the start page shows of the drafts: how far each is, and how it differs from a later one of the same
// report.

/**
 * What is shown of these drafts, which come the last saved first.
 * @param {{ id: string, record?: any, places: number, file: boolean }[]} drafts
 */
export function entries(drafts) {
  const families = new Set();
  const latest = new Map();
  return drafts.map(({ id, record, places, file }) => {
    const { report, time = 0, family, source = "" } = record ?? {};
    const sibling = family !== undefined && families.has(family);
    families.add(family);
    const name = JSON.stringify([report?.agency?.trim(), report?.year]);
    const later = report && latest.get(name);
    if (report && !later) latest.set(name, report);
    return {
      id,
      time,
      places,
      sibling,
      source,
      apart: later ? apart(report, later) : undefined,
      in_file: file,
      damaged: !record,
      agency: report?.agency ?? "",
      title: report?.title ?? "",
      year: Number.isInteger(report?.year) ? report.year : undefined,
      form: report?.form ?? "",
      filled: Object.keys(report?.cells ?? {}).length,
      written: texts(report).join("").length,
    };
  });
}

/** Preface and sections of a report that may be of any shape. */
const texts = (report) => [report?.preface, ...Object.values(report?.sections ?? {}).map((s) => s?.text)];

/** In how many cells and in how many texts two reports differ. */
function apart(report, later) {
  const differing = (one, two) => {
    const keys = new Set([...Object.keys(one), ...Object.keys(two)]);
    return [...keys].filter((key) => (one[key] ?? "") !== (two[key] ?? "")).length;
  };
  return [differing(report.cells ?? {}, later.cells ?? {}), differing({ ...texts(report) }, { ...texts(later) })];
}
