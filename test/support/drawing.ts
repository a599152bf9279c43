/** A rectangle of an SVG drawing, in its own unit; its classes are those of the group around it, then its own. */
export interface DrawnRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly classes: string;
}

/** A line of text of an SVG drawing; `y` is its base line. */
export interface DrawnText {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly classes: string;
}

/** What an SVG drawing of a report shows. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly rects: readonly DrawnRect[];
  readonly texts: readonly DrawnText[];
  /** Titles of the groups. */
  readonly titles: readonly string[];
  /** Abscissas of the lines between the steps of a timeline. */
  readonly grid: readonly number[];
}

const ELEMENT = /<g(?: class="([^"]*)")?>|<\/g>|<title>([^<]*)<\/title>|<(rect|text|line)((?: [\w-]+="[^"]*")*)(?:\/>|>(?:([^<]*)<\/text>)?)/g;

/** Reads one `<svg>` element of a report. */
export function drawingOf(svg: string): Drawing {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number);
  const rects: DrawnRect[] = [];
  const texts: DrawnText[] = [];
  const titles: string[] = [];
  const grid: number[] = [];
  let group = '';
  for (const [whole, groupClass = '', title, kind, written = '', text = ''] of svg.matchAll(ELEMENT)) {
    if (whole.startsWith('<g') || whole === '</g>') {
      group = groupClass;
    } else if (title !== undefined) {
      titles.push(title);
    } else {
      const own = new Map([...written.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]));
      const number = (key: string) => Number(own.get(key));
      const classes = [group, own.get('class') ?? ''].filter(Boolean).join(' ');
      if (kind === 'rect') {
        rects.push({ x: number('x'), y: number('y'), width: number('width'), height: number('height'), classes });
      } else if (kind === 'text') {
        texts.push({ x: number('x'), y: number('y'), text, classes });
      } else {
        grid.push(number('x1'));
      }
    }
  }
  return { width, height, label: /aria-label="([^"]*)"/.exec(svg)![1], rects, texts, titles, grid };
}

/** Rectangles of a drawing that have a class, from the top. */
export const rectsOf = ({ rects }: Drawing, name: string): DrawnRect[] =>
  rects.filter(({ classes }) => classes.split(' ').includes(name)).sort((one, two) => one.y - two.y || one.x - two.x);

/** What sticks out of a drawing, and lines of text that stand on one another. */
export function faultsOf({ width, height, rects, texts }: Drawing): string[] {
  const outside = [
    ...rects.filter((rect) => rect.x < 0 || rect.y < 0 || rect.x + rect.width > width || rect.y + rect.height > height)
      .map((rect) => `outside: ${JSON.stringify(rect)}`),
    ...texts.filter(({ x, y }) => !(x >= 0 && y >= 8 && x <= width && y <= height))
      .map((text) => `outside: ${JSON.stringify(text)}`),
  ];
  const crowded = texts.flatMap((one, index) => texts.slice(index + 1)
    .filter((two) => one.x === two.x && Math.abs(one.y - two.y) < 11)
    .map((two) => `on one another: ${one.text} and ${two.text}`));
  return [...outside, ...crowded];
}
