// What the start page shows of the drafts: how far each is, and whether there is a later one of the same
// report.

/**
 * What is shown of these drafts, which come the last saved first.
 * @param {{ id: string, record?: any, places: number, file: boolean }[]} drafts
 */
export function entries(drafts) {
  const families = new Set();
  const latest = new Set();
  return drafts.map(({ id, record, places, file }) => {
    const { report, time = 0, family, source = "" } = record ?? {};
    const sibling = family !== undefined && families.has(family);
    families.add(family);
    const name = JSON.stringify([report?.agency?.trim(), report?.year]);
    const later = report && latest.has(name);
    if (report) latest.add(name);
    return {
      id,
      time,
      places,
      sibling,
      source,
      later: Boolean(later),
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
