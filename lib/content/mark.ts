const svgNamespace = 'http://www.w3.org/2000/svg';

/** Our mark: a letter on its way. */
export const markPaths = ['M3 11.5 21 4l-5.5 16.5-4-6.5z', 'M11.5 14 21 4'];

/** An icon drawn in lines of the text's colour; decoration, what it means is always said in words. */
export function lineIcon(page: Document, paths: readonly string[]): SVGSVGElement {
  const svg = page.createElementNS(svgNamespace, 'svg');
  const attributes = {
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  svg.append(
    ...paths.map((d) => {
      const path = page.createElementNS(svgNamespace, 'path');
      path.setAttribute('d', d);
      return path;
    }),
  );
  return svg;
}
