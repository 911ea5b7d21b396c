/** Data validation: what a spreadsheet program lets people enter. It helps the honest; what comes back is checked again all the same. */

import type { DataValidation } from 'hucre'
import { cellRef, columnLetters } from './table.ts'
import type { EntryRule } from './workbook-spec.ts'

/** Long lists stand on a hidden sheet of their own, one column each, because a rule holds at most 255 characters. */
export type ListStore = { sheetName: string; columns: (readonly string[])[] }

/** Excel's limits on the texts of a rule. */
const short = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

/** The rule in the library's terms, for a table whose first row below the headings is `firstRow` + 1 (from 1). */
export function entryRules(rule: EntryRule, firstRow: number, lists: ListStore): DataValidation {
  const shared = {
    range: `${cellRef(firstRow + rule.fromRow, rule.column)}:${cellRef(firstRow + rule.toRow, rule.column)}`,
    allowBlank: true,
    showErrorMessage: true,
    errorTitle: 'Check this entry',
    errorMessage: short(rule.message, 255),
    errorStyle: rule.isAdvice ? ('warning' as const) : ('stop' as const),
    ...(rule.prompt
      ? { showInputMessage: true, inputTitle: short(rule.prompt.title, 32), inputMessage: short(rule.prompt.text, 255) }
      : {}),
  }
  if (rule.kind === 'list') return { ...shared, type: 'list', ...listValues(rule.values, lists) }
  const { from, to } = rule
  if (from !== undefined && to !== undefined) {
    return { ...shared, type: rule.kind, operator: 'between', formula1: String(from), formula2: String(to) }
  }
  if (to !== undefined) return { ...shared, type: rule.kind, operator: 'lessThanOrEqual', formula1: String(to) }
  return { ...shared, type: rule.kind, operator: 'greaterThanOrEqual', formula1: String(from ?? -1e15) }
}

function listValues(values: readonly string[], lists: ListStore): { values: string[] } | { formula1: string } {
  const fits = values.join(',').length <= 250 && !values.some((value) => /[,"]/.test(value))
  if (fits) return { values: [...values] }
  lists.columns.push(values)
  const letters = columnLetters(lists.columns.length)
  return { formula1: `'${lists.sheetName.replaceAll("'", "''")}'!$${letters}$1:$${letters}$${values.length}` }
}
