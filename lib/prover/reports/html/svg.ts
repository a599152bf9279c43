import { html, Html } from './html';

/** A rectangle with round corners. */
export function rect(x: number, y: number, width: number, height: number, radius: number, className = ''): Html {
  const place = html`x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
  return html`<rect${className && html` class="${className}"`} ${place} rx="${radius}"/>`;
}

/** One line of text; `y` is its base line. */
export function line(x: number, y: number, text: string, className = ''): Html {
  return html`<text${className && html` class="${className}"`} x="${round(x)}" y="${round(y)}">${text}</text>`;
}

/** A hundredth of a pixel is more than anybody sees, and keeps the file small. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
