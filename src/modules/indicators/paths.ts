type FileKind = 'csv' | 'xlsx'

export const indicatorPaths = {
  dashboard: () => '/data',
  catalogue: () => '/data/catalogue',
  executive: () => '/executive',
  show: (slug: string) => `/indicators/${slug}`,
  figures: (slug: string, kind: FileKind) => `/indicators/${slug}/figures.${kind}`,
  setTarget: (slug: string) => `/indicators/${slug}/set-target`,
  clearTarget: (slug: string) => `/indicators/${slug}/clear-target`,
  annotate: (slug: string) => `/indicators/${slug}/annotate`,
  removeAnnotation: (slug: string, id: string) => `/indicators/${slug}/annotations/${id}/remove`,
  held: () => '/data/held',
  areas: () => '/areas',
  area: (laCode: string) => `/areas/${laCode}`,
  areaTable: (laCode: string, kind: FileKind) => `/areas/${laCode}/figures.${kind}`,
  areaIndicator: (laCode: string, slug: string) => `/areas/${laCode}/indicators/${slug}`,
  areaFigures: (laCode: string, slug: string, kind: FileKind) => `/areas/${laCode}/indicators/${slug}/figures.${kind}`,
}
