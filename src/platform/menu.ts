import { may, type Actor } from './actor.ts'

/** A page that the menu leads to, for whoever has the permission; with `roles`, only for those of them. */
export type Door = {
  text: string
  href: string
  permission: string
  roles?: readonly string[]
  /** Other addresses whose pages lie behind it. */
  covers?: readonly string[]
}

/** An entry of the main menu: it leads to the first of its pages that a person may open, and shows the others while one of them is open. */
export type DoorGroup = { text: string; inside: readonly Door[] }

/** The menu of somebody on a page: what they may open, and where they are, which is the entry with the longest address that fits. */
export function menuOf(groups: readonly DoorGroup[], actor: Actor | null, url: string) {
  const open = ({ permission, roles }: Door) => may(actor, permission) && (roles?.includes(actor?.role ?? '') ?? true)
  const shown = groups
    .map(({ text, inside }) => ({ text, inside: inside.filter(open) }))
    .filter(({ inside }) => inside.length > 0)
  const fit = ({ href, covers = [] }: Door) =>
    Math.max(
      0,
      ...[href, ...covers].map((each) =>
        url === each || (each !== '/' && url.startsWith(`${each}/`)) ? each.length : 0,
      ),
    )
  const [here] = shown
    .flatMap(({ inside }) => inside)
    .filter((door) => fit(door) > 0)
    .toSorted((a, b) => fit(b) - fit(a))
  return shown.map(({ text, inside }) => ({
    text,
    href: inside[0]?.href ?? '/',
    active: here !== undefined && inside.includes(here),
    inside:
      inside.length > 1 ? inside.map((door) => ({ text: door.text, href: door.href, active: door === here })) : [],
  }))
}
