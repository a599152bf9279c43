import { Panel, Row } from './panel';

/** Where something stands on a page of 24 columns. */
export interface GridPos {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const COLUMNS = 24;
const PANELS_A_LINE = 3;
const HEIGHT = 8;

/** A heading and its panels, each with its place. */
export interface PlacedRow {
  readonly title: string;
  readonly at: GridPos;
  readonly panels: { readonly panel: Panel; readonly at: GridPos }[];
}

/** Places the panels of each row in lines that fill the page. The layout of the SDK lets panels leave it. */
export function layOut(rows: Row[]): PlacedRow[] {
  let top = 0;
  return rows.map(({ title, panels }) => {
    const at = { x: 0, y: top, w: COLUMNS, h: 1 };
    top += 1;
    const placed = linesOf(panels).flatMap((line) => {
      const w = COLUMNS / line.length;
      const y = top;
      top += HEIGHT;
      return line.map((panel, index) => ({ panel, at: { x: index * w, y, w, h: HEIGHT } }));
    });
    return { title, at, panels: placed };
  });
}

/** As few lines as there can be, as even as they can be: four panels stand 2 and 2, seven stand 3, 2 and 2. */
function linesOf(panels: Panel[]): Panel[][] {
  const lines = Math.ceil(panels.length / PANELS_A_LINE);
  const longer = panels.length % lines;
  const shortest = Math.floor(panels.length / lines);
  let next = 0;
  return Array.from({ length: lines }, (_, index) =>
    panels.slice(next, next += shortest + (index < longer ? 1 : 0)));
}
