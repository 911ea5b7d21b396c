type FileKind = 'csv' | 'xlsx'

export const indicatorPaths = {
  dashboard: () => '/data',
  catalogue: () => '/data/catalogue',
  executive: () => '/executive',
  show: (slug: string) => `/indicators/${slug}`,
  figures: (slug: string, kind: FileKind) => `/indicators/${slug}/figures.${kind}`,
  areas: () => '/areas',
  area: (laCode: string) => `/areas/${laCode}`,
  areaTable: (laCode: string, kind: FileKind) => `/areas/${laCode}/figures.${kind}`,
  areaIndicator: (laCode: string, slug: string) => `/areas/${laCode}/indicators/${slug}`,
  areaFigures: (laCode: string, slug: string, kind: FileKind) => `/areas/${laCode}/indicators/${slug}/figures.${kind}`,
}
