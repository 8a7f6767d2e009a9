//! Properties of every report that is written to a file and read back.

use corpus::hostile::any_report;
use corpus::random::consistent;
use proptest::prelude::*;
use report::formats::written;
use report::{FORMS, Report};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Any report is read back from every format that contains its JSON.
    #[test]
    fn any_report_comes_back_from_its_files(report in any_report()) {
        for format in ["docx", "xlsx", "html", "json"] {
            let bytes = files::write(&report, None, format).unwrap();
            prop_assert_eq!(&bytes, &files::write(&report, None, format).unwrap());
            let (read, _) = files::read_report(&bytes).unwrap();
            prop_assert_eq!(&read, &report, "{}", format);
        }
    }

    /// Texts and tables are read back from every format, whatever they contain.
    #[test]
    fn tables_come_back_from_every_format(seed in any::<u64>()) {
        for form in FORMS {
            // After a table without labels, a row that no form has is only a line of text.
            let report = Report { extra_rows: Vec::new(), ..consistent(form, seed) };
            for format in written().filter(|format| format.reads()).map(|format| format.id) {
                let bytes = files::write(&report, None, format).unwrap();
                let (read, notes) = files::read_report(&bytes).unwrap();
                prop_assert_eq!(&read.cells, &report.cells, "{} {:?}", format, notes);
                prop_assert_eq!(&read.sections, &report.sections, "{}", format);
                prop_assert_eq!((&read.title, &read.agency), (&report.title, &report.agency));
            }
        }
    }
}
