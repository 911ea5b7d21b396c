import {
  AlignmentType,
  LevelFormat,
  LineRuleType,
  type INumberingOptions,
  type IParagraphStylePropertiesOptions,
  type IRunStylePropertiesOptions,
  type IStylesOptions,
} from 'docx'
import { inks } from './docx-text.ts'

/** Arial is on every office machine; LibreOffice puts Liberation Sans, of the same widths, in its place. */
const font = 'Arial'

const heading = (
  size: number,
  before: number,
): { run: IRunStylePropertiesOptions; paragraph: IParagraphStylePropertiesOptions } => ({
  run: { font, size, bold: true, color: inks.text },
  paragraph: { spacing: { before, after: 120 }, keepNext: true },
})

const own = (
  id: string,
  name: string,
  run: IRunStylePropertiesOptions,
  paragraph: IParagraphStylePropertiesOptions,
) => ({
  id,
  name,
  basedOn: 'Normal',
  next: 'Normal',
  quickFormat: true,
  run,
  paragraph,
})

/** Styles by Word's built-in names, so that its navigation pane, contents and screen readers know them. Sizes in half points. */
export const docxStyles = (language: string): IStylesOptions => ({
  default: {
    document: {
      run: { font, size: 22, color: inks.text, language: { value: language } },
      paragraph: { spacing: { after: 160, line: 288, lineRule: LineRuleType.AUTO } },
    },
    title: { run: { font, size: 52, bold: true, color: inks.text }, paragraph: { spacing: { after: 200 } } },
    heading1: heading(36, 360),
    heading2: heading(28, 320),
    heading3: heading(24, 280),
    heading4: heading(22, 240),
    hyperlink: { run: { color: inks.link, underline: {} } },
  },
  paragraphStyles: [
    own('Subtitle', 'Subtitle', { size: 28, color: inks.quiet }, { spacing: { after: 240 } }),
    own('Caption', 'caption', { size: 22, bold: true }, { spacing: { before: 240, after: 100 }, keepNext: true }),
    own('Quote', 'Quote', { italics: true }, { indent: { left: 567, right: 567 } }),
    own('TableText', 'Table Text', { size: 20 }, { spacing: { after: 0, line: 252, lineRule: LineRuleType.AUTO } }),
    own('SmallText', 'Small Text', { size: 18, color: inks.quiet }, { spacing: { before: 60, after: 160 } }),
  ],
})

const depths = [0, 1, 2, 3]
const indent = (level: number) => ({
  paragraph: { indent: { left: 567 * (level + 1), hanging: 340 }, spacing: { after: 80 } },
})

/** Lists of bullets and of numbers, four levels deep. */
export const docxNumbering: INumberingOptions = {
  config: [
    {
      reference: 'bullets',
      levels: depths.map((level) => ({
        level,
        format: LevelFormat.BULLET,
        text: level % 2 === 0 ? '•' : '–',
        alignment: AlignmentType.LEFT,
        style: indent(level),
      })),
    },
    {
      reference: 'numbers',
      levels: depths.map((level) => ({
        level,
        format:
          [LevelFormat.DECIMAL, LevelFormat.LOWER_LETTER, LevelFormat.LOWER_ROMAN, LevelFormat.DECIMAL][level] ??
          LevelFormat.DECIMAL,
        text: `%${level + 1}.`,
        alignment: AlignmentType.LEFT,
        style: indent(level),
      })),
    },
  ],
}
