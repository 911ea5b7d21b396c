import type { FastifyInstance } from 'fastify'
import type { Actor } from '#platform/actor.ts'
import { inWords } from '#platform/dates.ts'
import { notFound } from '#platform/errors.ts'
import { blankForm, formWithErrors, type Form } from '#platform/forms.ts'
import { uploadedFile } from '#platform/http.ts'
import { attachment, official } from '#platform/marking.ts'
import type { Services } from '#platform/services.ts'
import type { TableSheet } from '#platform/sheets/workbook-spec.ts'
import { writeWorkbook } from '#platform/sheets/write-workbook.ts'
import { judgeUpload } from '#platform/uploads/judge-upload.ts'
import { plural } from '#platform/words.ts'
import { field } from '#platform/task-page.ts'
import { columnWords, type ColumnKind } from '../import/headings.ts'
import { confirmImport, findImport, holdImport, listImports } from '../import/import-store.ts'
import type { Planned } from '../import/plan-rows.ts'
import { readSheets, type Sheet } from '../import/read-sheets.ts'
import { momentOf } from '../moving.ts'
import { trackerPaths } from '../paths.ts'
import { states } from '../states.ts'

const outcomes = {
  place: { words: 'Will be brought in', tag: 'govuk-tag--green' },
  'no-place': { words: 'Cannot be placed', tag: 'govuk-tag--red' },
  same: { words: 'Here already', tag: 'govuk-tag--grey' },
  heading: { words: 'Not an action', tag: 'govuk-tag--grey' },
} as const satisfies Record<Planned['outcome'], { words: string; tag: string }>

/** How one sheet was read: which column is what, what was left out, what its sender should know. */
function sheetView(sheet: Sheet) {
  const columns = Object.entries(sheet.columns) as [ColumnKind, number][]
  const further = [
    ...(sheet.further?.state ?? []).map((index) => ({
      index,
      words: 'a later state; the last one that is filled in counts',
    })),
    ...(sheet.further?.update ?? []).map((index) => ({ index, words: 'put with the latest update' })),
  ]
  const used = new Set([...columns.map(([, index]) => index), ...further.map(({ index }) => index)])
  return {
    name: sheet.name,
    headerRow: sheet.headerRow,
    columns: [...columns.map(([kind, index]) => ({ index, words: columnWords[kind] })), ...further]
      .toSorted((one, other) => one.index - other.index)
      .map(({ index, words }) => ({ heading: sheet.headings[index] ?? '', words })),
    left: sheet.headings.filter((heading, index) => heading.trim() !== '' && !used.has(index)).join(', '),
    warnings: sheet.warnings ?? [],
  }
}

export function importPage(app: FastifyInstance, { db, clock }: Services): void {
  const config = { permission: 'tracker.decide' }
  const breadcrumbs = [{ text: 'Recommendations and actions', href: trackerPaths.list() }]

  const sendView = async (actor: Actor, form: Form) => ({
    heading: 'Bring in a spreadsheet',
    breadcrumbs,
    form,
    action: trackerPaths.imports(),
    fields: [
      field('file', 'file', 'Your action tracker', {
        hint: 'An Excel workbook (.xlsx) or a CSV file, as it is',
        accept: '.xlsx,.csv',
      }),
    ],
    earlier: (await listImports(db, actor)).map((each) => ({
      href: trackerPaths.preview(each.id),
      name: each.fileName,
      words:
        each.confirmedOn === null
          ? `sent on ${inWords(each.sentOn)}, not brought in`
          : `brought in on ${inWords(each.confirmedOn)}: ${plural(each.placed ?? 0, 'row')}`,
    })),
  })

  app.get(trackerPaths.imports(), { config }, async ({ actor }, reply) =>
    reply.page('tracker/pages/import.njk', await sendView(actor, blankForm())),
  )

  app.post(trackerPaths.imports(), { config }, async ({ actor, body }, reply) => {
    const wrong = async (text: string) =>
      reply.page('tracker/pages/import.njk', await sendView(actor, formWithErrors({}, [{ field: 'file', text }])), 400)
    const file = uploadedFile(body, 'file')
    if (file === null) return wrong('Select your action tracker')
    const judged = await judgeUpload(file.bytes, file.fileName, ['xlsx', 'csv'])
    if (!judged.ok) return wrong(judged.problem)
    const read = await readSheets(file.bytes, judged.fileName)
    if (!read.ok)
      return wrong(
        `${read.problem}. It needs a row of headings that names the action and two things more, such as its owner and when it is due`,
      )
    const held = await holdImport(db, actor, {
      fileName: judged.fileName,
      bytes: file.bytes,
      sheets: read.sheets,
      moment: momentOf(clock),
    })
    if (!held.ok) return wrong(held.problems[0]?.text ?? 'Send it again')
    return reply.redirect(trackerPaths.preview(held.value.id), 303)
  })

  const preview = async (actor: Actor, id: string, form: Form) => {
    const { fileName, sheets, planned, confirmedOn, placed, unplaced } = await findImport(db, actor, id, clock.today())
    const count = (outcome: Planned['outcome']) => planned.filter((row) => row.outcome === outcome).length
    return {
      heading: confirmedOn === null ? 'What your spreadsheet was read as' : 'This spreadsheet was brought in',
      breadcrumbs: [...breadcrumbs, { text: 'Bring in a spreadsheet', href: trackerPaths.imports() }],
      form,
      action: trackerPaths.confirmImport(id),
      fileName,
      confirmed:
        confirmedOn === null
          ? ''
          : `${plural(placed ?? 0, 'row')} brought in on ${inWords(confirmedOn)}; ${plural(unplaced ?? 0, 'row')} could not be placed.`,
      counts: `${plural(count('place'), 'row')} will be brought in, ${count('no-place')} cannot be placed, ${count('same')} here already or twice, ${count('heading')} no action but a heading or a total.`,
      mayConfirm: confirmedOn === null && count('place') > 0,
      button: `Bring in ${plural(count('place'), 'row')}`,
      unplacedHref: count('no-place') > 0 ? trackerPaths.unplaced(id) : '',
      sheets: sheets.map(sheetView),
      isOneSheet: sheets.length === 1,
      rows: planned.slice(0, 1_000).map((row) => ({
        row: row.rows.join(', '),
        sheet: row.sheet,
        title: row.title,
        ...outcomes[row.outcome],
        isHeading: row.outcome === 'heading',
        owner: row.owners.map((owner) => owner.words).join('; '),
        due: row.dueOn === null ? '' : inWords(row.dueOn),
        state: row.outcome === 'heading' ? '' : states[row.state].words,
        notes: row.notes,
        problems: row.problems,
      })),
      more: planned.length > 1_000 ? `The first 1,000 of ${planned.length} rows are shown.` : '',
    }
  }

  app.get<{ Params: { id: string } }>(trackerPaths.preview(':id'), { config }, async ({ actor, params }, reply) =>
    reply.page('tracker/pages/import-preview.njk', await preview(actor, params.id, blankForm())),
  )

  app.post<{ Params: { id: string } }>(
    trackerPaths.confirmImport(':id'),
    { config },
    async ({ actor, params }, reply) => {
      const done = await confirmImport(db, actor, { id: params.id, moment: momentOf(clock) })
      if (!done.ok)
        return reply.page(
          'tracker/pages/import-preview.njk',
          await preview(actor, params.id, formWithErrors({}, done.problems)),
          400,
        )
      return reply.redirect(trackerPaths.preview(params.id), 303)
    },
  )

  app.get<{ Params: { id: string } }>(trackerPaths.unplaced(':id'), { config }, async ({ actor, params }, reply) => {
    const { fileName, sheets, planned } = await findImport(db, actor, params.id, clock.today())
    if (!planned.some((row) => row.outcome === 'no-place')) throw notFound('Row that could not be placed')
    const bytes = await writeWorkbook({
      title: `Rows of ${fileName} that could not be placed`,
      creator: 'Goldenthread',
      marking: official,
      sheets: sheets.flatMap((sheet) => {
        const rows = planned.filter((row) => row.outcome === 'no-place' && row.sheet === sheet.name)
        return rows.length === 0 ? [] : [unplacedSheet(sheet, rows, sheets.length === 1)]
      }),
    })
    return reply
      .header('content-disposition', attachment('rows-not-placed', official, 'xlsx'))
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .send(bytes)
  })
}

/** The rows that could not be placed, as they were sent, with the column, the reason and how to mend it. */
function unplacedSheet(sheet: Sheet, rows: readonly Planned[], isOne: boolean): TableSheet {
  const width = Math.max(sheet.headings.length, ...rows.map((row) => row.cells.length))
  const places = Array.from({ length: width }, (_each, index) => index)
  return {
    kind: 'table',
    name: isOne ? 'Not placed' : sheet.name,
    columns: [
      { header: 'Row', width: 8 },
      { header: 'Column', width: 20 },
      { header: 'Why it could not be placed', width: 50 },
      { header: 'How to mend it', width: 50 },
      ...places.map((index) => ({ header: sheet.headings[index] ?? '', width: 30 })),
    ],
    rows: rows.map((row) => [
      row.rows.join(', '),
      [...new Set(row.problems.flatMap(({ column }) => (column === '' ? [] : [column])))].join('; '),
      row.problems.map(({ problem }) => problem).join('. '),
      row.problems.map(({ mend }) => mend).join('. '),
      ...places.map((index) => row.cells[index] ?? ''),
    ]),
  }
}
