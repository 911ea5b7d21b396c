const withQuery = (path: string, query: Readonly<Record<string, string | undefined>>): string => {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}

export const dutyPaths = {
  list: (edition?: string) => withQuery('/duties', { edition }),
  workOut: (query: Readonly<Record<string, string | undefined>> = {}) => withQuery('/duties/work-out', query),
  calendar: (year?: number) => withQuery('/duties/calendar', { year: year?.toString() }),
  addDay: () => '/duties/calendar/add-day',
  addYear: () => '/duties/calendar/add-year',
  removeDay: (date: string) => `/duties/calendar/${date}/remove`,
}
