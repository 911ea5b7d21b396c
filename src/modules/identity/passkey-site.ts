/** For whom passkeys are made: a browser signs only for the site that it is on. */
export type PasskeySite = { rpId: string; origin: string; name: string }

/** The site of an installation, from where people reach it. */
export function passkeySite(publicUrl: string): PasskeySite {
  const { hostname, origin } = new URL(publicUrl)
  return { rpId: hostname, origin, name: 'Goldenthread' }
}
