/** Whether a text has the shape of a record's id (a UUID): PostgreSQL ends a query that compares an id with anything else. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
