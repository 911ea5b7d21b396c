const longest = 120

/**
 * The name that a sent file keeps: its last part without folders, control characters, invisible ones or those that turn the direction
 * of writing (which hide what a name ends in), and of at most 120 characters; it always ends in what the file is by its content.
 *
 * @param extension by the file's content, without a dot: 'xlsx'
 */
export function cleanFileName(name: string, extension: string): string {
  const plain = (name.normalize('NFC').split(/[/\\]/).at(-1) ?? '')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[<>:"|?*]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[. ]+|[. ]+$/g, '')
  const endings = extension === 'jpg' ? ['.jpg', '.jpeg'] : [`.${extension}`]
  const ending = endings.find((each) => plain.toLowerCase().endsWith(each))
  const stem = ending === undefined ? plain : plain.slice(0, -ending.length)
  const cut = Array.from(stem).slice(0, longest).join('').trim()
  return `${cut === '' ? 'file' : cut}.${extension === 'jpg' ? 'jpg' : extension}`
}
