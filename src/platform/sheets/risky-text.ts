/**
 * True for text that a spreadsheet program could take for a formula: it begins with = + - @, a tab or a line break (OWASP, CSV injection),
 * or their full-width forms, also behind spaces.
 */
export const isRisky = (text: string): boolean => /^\s*[=+\-@＝＋－＠]/.test(text) || /^[\t\r\n]/.test(text)
