export const todayPaths = {
  show: () => '/',
}
