// A made-up register of applications, for the tests of the sheet 从台账填写.

const HEADS = "登记编号,申请人,申请人类别,联系电话,通信地址,收到日期,申请内容,答复日期,办理结果,行政复议,经办人";

/** Persons and what is known of them: nothing of this may leave the sheet. */
const PERSONS = ["钱小样", "孙小例", "吴小试", "郑小范", "周小模", "李小板", "王小式"];
const PHONE = (i) => `129${String(40_000_017 + i * 37)}`;
const HOME = (i) => `虚构路${i + 3}号样板苑`;
const CLERK = "冯经办";
const WISH = (number) => `柳巷${number}组征地补偿清册`;

/** A line: a person by number or an organisation, its kind, when it came, when it was answered, and how. */
const line = (number, who, kind, came, answered, result, review = "") => {
  const [name, i] = typeof who === "number" ? [PERSONS[who], who] : [who, number];
  const cells = [`ZX-${number}`, name, kind, PHONE(i), HOME(i), came, WISH(number), answered, result, review, CLERK];
  return cells.join(",");
};

const LINES = [
  line(1, 0, "自然人", "2024-01-10", "2024-01-25", "予以公开"),
  line(2, 1, "自然人", "2024-02-01", "2024-02-20", "部分公开"),
  line(3, "示例建材有限公司", "商业企业", "2024-03-04", "2024-03-20", "不予公开"),
  line(4, 2, "自然人", "2024-03-05", "2024-03-21", "不予公开"),
  line(5, 3, "自然人", "2024-04-01", "2024-04-10", "予以公开"),
  line(6, "示例研究所", "科研机构", "2024-05-06", "2024-05-20", "予以公开"),
  line(7, 4, "自然人", "2024-12-27", "", "办理中"),
  line(8, 5, "自然人", "2023-12-20", "2024-01-08", "予以公开"),
  line(9, 6, "自然人", "2024-06-03", "2024-06-12", "按规处理完毕"),
];

/** The register as a file for an input: nine applications, three of which have to be asked about. */
export const register = file([HEADS, ...LINES]);

/** What is in it of persons. */
export const tokens = [...PERSONS, ...PERSONS.flatMap((_, i) => [PHONE(i), HOME(i), WISH(i + 1)]), CLERK, "示例建材"];

/** A register of this many rows, without a question. */
export const long = (rows) => {
  const of = (i) => {
    const day = new Date(Date.UTC(2024, 0, 2 + (i % 300)));
    const later = new Date(day.getTime() + 9 * 86_400_000);
    const [came, answered] = [day, later].map((date) => date.toISOString().slice(0, 10));
    return line(i + 1, i % PERSONS.length, "自然人", came, answered, i % 3 ? "予以公开" : "部分公开");
  };
  return file([HEADS, ...Array.from({ length: rows }, (_, i) => of(i))]);
};

/** A list of telephones, which is no register. */
export const wrong = { ...file(["姓名,职务,办公电话,手机", `${PERSONS[0]},科员,010-1,${PHONE(0)}`]), name: "通讯录.csv" };

function file(lines) {
  const buffer = Buffer.from(`\ufeff${lines.join("\r\n")}\r\n`);
  return { name: "依申请公开台账.csv", mimeType: "text/csv", buffer };
}
