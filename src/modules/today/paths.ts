export const todayPaths = {
  show: () => '/',
  about: () => '/about',
}
