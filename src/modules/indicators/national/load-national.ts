import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { Tx } from '#platform/db/connect.ts'
import { readAreas, type Area } from './areas.ts'
import { readCatalogue } from './catalogue.ts'
import { csvFileRows, readBytes } from './csv-rows.ts'
import { dfeFigures } from './dfe-figures.ts'
import { readDfeFile } from './dfe-file.ts'
import { tableOf } from './dfe-measures.ts'
import { readLaitDictionary } from './lait-dictionary.ts'
import { readLaitFile } from './lait-file.ts'
import { countsOf } from './measure-counts.ts'
import { findDataset, saveAreas, saveDataset, saveFigures, saveMeasures, saveNeighbours } from './national-store.ts'
import { readNeighbours } from './neighbours-file.ts'
import { read, refused, type Outcome } from './outcome.ts'
import { readPopulation } from './population-file.ts'
import {
  areasFile,
  dfeFiles,
  englandCatalogue,
  laitFile,
  licence,
  neighbourModels,
  populationFile,
  type PublishedFile,
} from './shipped-files.ts'
import type { Figures } from './figures.ts'

export type Source = 'dfe' | 'lait' | 'ons'
export type Progress = (step: string, done: number, total: number) => void

/** What is known of a file that somebody brings. */
export type FileFacts = {
  slug: string
  title: string
  publisher: string
  sourceNote: string
  fileName: string
  releasedOn: string | null
}

/** What an import did. `written` counts new and replaced figures, `kept` those that were there and stay; 'unchanged' means that the same file was in already. */
export type ImportReport = {
  slug: string
  status: 'imported' | 'unchanged'
  written: number
  kept: number
  measures: string[]
  refusedRows: Figures['refusedRows']
  held: Figures['held']
}

type Prepared = { source: Source; facts: FileFacts; sha256: string; figures: Figures }

/** The file's note with what was kept aside, so that it can be read beside every figure of the dataset. */
function noteOf(facts: FileFacts, figures: Figures): string {
  const reasons = [...new Set(figures.refusedRows.map(({ text }) => text))]
  const heldMeasures = [...new Set(figures.held.map(({ measure }) => measure))]
  return [
    facts.sourceNote,
    ...(reasons.length > 0 ? [`${figures.refusedRows.length} rows refused: ${reasons.slice(0, 5).join(', ')}`] : []),
    ...(heldMeasures.length > 0
      ? [
          `${figures.held.length} figures of England and regions held until a person accepts them, of ${heldMeasures.join(', ')}: outside the range of the authorities`,
        ]
      : []),
  ].join('; ')
}

async function store(
  tx: Tx,
  { source, facts, sha256, figures }: Prepared,
  onRows: (rows: number) => void,
): Promise<ImportReport> {
  const report = {
    slug: facts.slug,
    measures: figures.measures.map(({ code }) => code),
    refusedRows: figures.refusedRows,
    held: figures.held,
  }
  const before = await findDataset(tx, facts.slug)
  const isSameFile = before?.sha256 === sha256
  if (isSameFile && before.row_count >= figures.count) {
    onRows(figures.count)
    return { ...report, status: 'unchanged', written: 0, kept: figures.count }
  }
  const datasetId = await saveDataset(tx, {
    ...facts,
    licence,
    sha256,
    sourceNote: noteOf(facts, figures),
    rowCount: figures.count,
    problemCount: figures.refusedRows.length + figures.held.length,
  })
  const measureIds = await saveMeasures(tx, source, figures.measures)
  const written = await saveFigures(tx, figures, {
    datasetId,
    releasedOn: facts.releasedOn,
    replacesOwn: before !== undefined && !isSameFile,
    measureIds,
    onRows,
  })
  return { ...report, status: 'imported', written, kept: figures.count - written }
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The areas of packs/england. Throws when the shipped file cannot be read, since nothing can be loaded without it. */
export async function shippedAreas(): Promise<Area[]> {
  return must(readAreas((await readBytes(areasFile)).bytes), areasFile)
}

function must<T>(outcome: Outcome<T>, path: string): T {
  if (!outcome.ok) throw new Error(`${basename(path)}: ${outcome.problems.slice(0, 10).join('; ')}`)
  return outcome.value
}

/**
 * Imports a file that a person brings, in the layout of Explore Education Statistics. Nothing is written when it is refused; the areas must be
 * in the database (`loadEssential`).
 */
export async function importDfeFile(tx: Tx, facts: FileFacts, bytes: Uint8Array): Promise<Outcome<ImportReport>> {
  const file = readDfeFile(bytes, facts.fileName)
  if (!file.ok) return file
  const figures = dfeFigures(file.value, tableOf(facts.fileName), await shippedAreas())
  if (!figures.ok) return figures
  return read(await store(tx, { source: 'dfe', facts, sha256: digest(bytes), figures: figures.value }, () => undefined))
}

/** Imports a newer long file of the Local Authority Interactive Tool, read from the disk a piece at a time. Nothing is written when it is refused. */
export async function importLaitFile(
  tx: Tx,
  facts: FileFacts,
  path: string,
  dictionaryPath = laitFile.dictionary,
): Promise<Outcome<ImportReport>> {
  const dictionary = readLaitDictionary((await readBytes(dictionaryPath)).bytes)
  if (!dictionary.ok) return dictionary
  const file = await readLaitFile(csvFileRows(path), dictionary.value, await shippedAreas())
  if (!file.ok) return refused(...file.problems.map((problem) => `${facts.fileName}: ${problem}`))
  return read(await store(tx, { source: 'lait', facts, ...file.value }, () => undefined))
}

type Wanted = (source: Source, code: string) => boolean

const factsOf = ({ slug, title, publisher, sourceNote, path, releasedOn }: PublishedFile): FileFacts => ({
  slug,
  title,
  publisher,
  sourceNote,
  fileName: basename(path),
  releasedOn,
})

/** Reads every shipped file of which something is wanted. */
async function prepareShipped(
  areas: readonly Area[],
  isWanted: Wanted,
  files: typeof dfeFiles,
  progress: Progress,
): Promise<Prepared[]> {
  const prepared: Prepared[] = []
  const steps = files.length + 2
  progress('Reading the published files', 0, steps)
  const population = await readBytes(populationFile.path)
  const estimates = must(readPopulation(population.bytes, basename(populationFile.path), areas), populationFile.path)
  prepared.push({ source: 'ons', facts: factsOf(populationFile), sha256: population.sha256, figures: estimates })
  for (const [at, each] of files.entries()) {
    progress('Reading the published files', at + 1, steps)
    const { bytes, sha256 } = await readBytes(each.path)
    const file = must(readDfeFile(bytes, basename(each.path)), each.path)
    const figures = must(
      dfeFigures(file, tableOf(each.path), areas, (code) => isWanted('dfe', code)),
      each.path,
    )
    prepared.push({ source: 'dfe', facts: factsOf(each), sha256, figures })
  }
  progress('Reading the published files', steps - 1, steps)
  const dictionary = must(readLaitDictionary((await readBytes(laitFile.dictionary)).bytes), laitFile.dictionary)
  const lait = must(
    await readLaitFile(csvFileRows(laitFile.path), dictionary, areas, (code) => isWanted('lait', code)),
    laitFile.path,
  )
  prepared.push({ source: 'lait', facts: factsOf(laitFile), ...lait })
  progress('Reading the published files', steps, steps)
  return prepared
}

async function loadFiles(
  tx: Tx,
  isWanted: Wanted,
  files: typeof dfeFiles,
  progress: Progress,
): Promise<ImportReport[]> {
  const areas = await shippedAreas()
  await saveAreas(tx, areas)
  for (const { path, ...model } of neighbourModels) {
    await saveNeighbours(tx, model, must(readNeighbours((await readBytes(path)).bytes), path).neighbours)
  }
  const prepared = await prepareShipped(areas, isWanted, files, progress)
  const total = prepared.reduce((sum, { figures }) => sum + figures.count, 0)
  const reports: ImportReport[] = []
  let done = 0
  for (const each of prepared) {
    reports.push(
      await store(tx, each, (rows) => {
        done += rows
        progress('Loading published figures', done, total)
      }),
    )
  }
  return reports
}

/**
 * Loads what every page needs: the areas, the neighbours, children's population, and every authority's and year's figures of the measures that the
 * catalogue compares with, with the counts of percentages whose table has them. Run again, it changes nothing.
 *
 * @param progress is told a step in words and how much of it is done
 * @throws when a shipped file cannot be read; the caller's transaction then leaves nothing behind
 */
export async function loadEssential(tx: Tx, progress: Progress = () => undefined): Promise<ImportReport[]> {
  const catalogue = must(await readCatalogue(englandCatalogue), englandCatalogue)
  const comparators = catalogue.indicators.flatMap(({ comparator }) => comparator ?? [])
  const codes = comparators.flatMap(({ source, measure }) => {
    const counts = countsOf(source, measure)
    return [measure, ...(counts ? [counts.numerator, counts.denominator] : [])].map((code) => `${source}|${code}`)
  })
  const wanted = new Set(codes)
  const fileNames = new Set(comparators.flatMap(({ source, file }) => (source === 'dfe' && file ? [file] : [])))
  const files = dfeFiles.filter(({ path }) => fileNames.has(basename(path)))
  return loadFiles(tx, (source, code) => wanted.has(`${source}|${code}`), files, progress)
}

/** Loads every shipped figure: the whole of the Local Authority Interactive Tool and all of the Department's tables. Run again, it changes nothing. */
export async function loadAll(tx: Tx, progress: Progress = () => undefined): Promise<ImportReport[]> {
  return loadFiles(tx, () => true, dfeFiles, progress)
}
