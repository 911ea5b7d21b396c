import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const patience = 120_000

/**
 * A Word document as PDF, made by LibreOffice (`soffice`). The document was judged before: it holds no macros and fetches nothing.
 *
 * @returns 'no-programme' where the machine has no LibreOffice, 'failed' when the document cannot be converted in two minutes
 */
export async function docxToPdf(docx: Buffer): Promise<Buffer | 'no-programme' | 'failed'> {
  const folder = await mkdtemp(join(tmpdir(), 'goldenthread-docx-'))
  try {
    const source = join(folder, 'paper.docx')
    await writeFile(source, docx)
    const profile = pathToFileURL(join(folder, 'profile')).href
    const options = [
      `-env:UserInstallation=${profile}`,
      '--headless',
      '--norestore',
      '--convert-to',
      'pdf',
      '--outdir',
      folder,
      source,
    ]
    const problem = await new Promise<string | number | null>((resolve) => {
      execFile('soffice', options, { timeout: patience, killSignal: 'SIGKILL' }, (error) =>
        resolve(error === null ? null : (error.code ?? 'killed')),
      )
    })
    if (problem === 'ENOENT') return 'no-programme'
    return problem === null ? await readFile(join(folder, 'paper.pdf')) : 'failed'
  } catch {
    return 'failed'
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
