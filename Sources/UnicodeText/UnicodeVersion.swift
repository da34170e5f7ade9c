import CUTF8Proc

/// The version of Unicode that decides here, as utf8proc names it: "15.0.0".
public let unicodeVersion = String(cString: utf8proc_unicode_version())
