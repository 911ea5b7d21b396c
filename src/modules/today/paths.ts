const calendar = '/today/calendar'

export const todayPaths = {
  /** The front page is the same page, for whoever types the address of the service alone. */
  front: () => '/',
  show: () => '/today',
  reminders: () => '/today/reminders',
  rules: () => '/today/reminders/rules',
  calendar: () => calendar,
  makeFeed: () => `${calendar}/make`,
  withdrawFeed: (id: string) => `${calendar}/${id}/withdraw`,
  feed: (token: string) => `/calendar/${token}.ics`,
  about: () => '/about',
}
