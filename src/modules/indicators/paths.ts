export const indicatorPaths = {
  dashboard: () => '/data',
  catalogue: () => '/data/catalogue',
  executive: () => '/executive',
  show: (slug: string) => `/indicators/${slug}`,
  figures: (slug: string, kind: 'csv' | 'xlsx') => `/indicators/${slug}/figures.${kind}`,
  areas: () => '/areas',
  area: (laCode: string) => `/areas/${laCode}`,
  areaIndicator: (laCode: string, slug: string) => `/areas/${laCode}/indicators/${slug}`,
  areaFigures: (laCode: string, slug: string, kind: 'csv' | 'xlsx') =>
    `/areas/${laCode}/indicators/${slug}/figures.${kind}`,
}
