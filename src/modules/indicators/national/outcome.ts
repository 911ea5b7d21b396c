/** What reading a file gives: what it holds, or every reason why it is refused, in sentences for the person who sent it. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; problems: string[] }

export const read = <T>(value: T): Outcome<T> => ({ ok: true, value })
export const refused = (...problems: string[]): Outcome<never> => ({ ok: false, problems })
