//! What can be wrong with a file: the five codes of the public interface, each with one Chinese
//! sentence that says what to do.

use std::borrow::Cow;

/// Why a file could not be read or written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Error {
    /// The kind of error, for callers to decide by.
    pub code: Code,
    /// For the user: one Chinese sentence that says what to do.
    pub message: Cow<'static, str>,
}

/// The kinds of errors in the public interface.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Code {
    /// The kind of file, or of format, is not supported.
    Unsupported,
    /// The file is damaged or incomplete.
    Damaged,
    /// The file is beyond a limit, see [`crate::limits`].
    TooLarge,
    /// The file asks for a password.
    Encrypted,
    /// The form is unknown, or does not fit the request.
    Form,
}

impl Code {
    /// The code's public name, such as `too-large`.
    pub fn name(self) -> &'static str {
        match self {
            Code::Unsupported => "unsupported",
            Code::Damaged => "damaged",
            Code::TooLarge => "too-large",
            Code::Encrypted => "encrypted",
            Code::Form => "form",
        }
    }
}

impl Error {
    /// An error with a message for the user: one Chinese sentence that says what to do.
    pub fn new(code: Code, message: impl Into<Cow<'static, str>>) -> Error {
        Error { code, message: message.into() }
    }

    /// The error for a container or markup that ends too early or contradicts itself.
    pub fn damaged() -> Error {
        Error::new(
            Code::Damaged,
            "文件已损坏或没有下载完整；请用 Word 或 WPS 打开后另存一份，再重新打开。",
        )
    }

    /// The error for a file that asks for a password.
    pub fn encrypted() -> Error {
        Error::new(
            Code::Encrypted,
            "文件设有密码；请用 Word 或 WPS 打开，取消密码后另存一份，再重新打开。",
        )
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{} ({})", self.message, self.code.name())
    }
}

impl std::error::Error for Error {}

impl From<report::draft::Error> for Error {
    fn from(error: report::draft::Error) -> Error {
        match error {
            report::draft::Error::Damaged(_) => Error::new(
                Code::Damaged,
                "这份数据文件（JSON）不完整或被改动过，无法读取；请重新导出一份。",
            ),
            report::draft::Error::Form(form) => Error::new(
                Code::Form,
                format!("不认识报告所用的表式“{form}”；请用最新版本的程序打开。"),
            ),
        }
    }
}
