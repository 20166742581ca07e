/** Lines in a square of 20, by the name of the view. */
const SHAPES: Readonly<Record<string, string>> = {
  overview:
    'M4 10h3M13 5.5 9.5 8.5M13 14.5l-3.5-3M3 10a1 1 0 1 0 0 .01M8 10a1.5 1.5 0 1 0 0 .01M14 4.5h3v2h-3zM14 13.5h3v2h-3z',
  topics: 'M3.5 5.5h13M3.5 10h13M3.5 14.5h13M6.5 4v3M10.5 8.5v3M13.5 13v3',
  publish: 'M3.5 9.5 16.5 4l-4 12.5-3-5zM9.5 11.5 16.5 4',
  groups:
    'M7.5 9a2.5 2.5 0 1 0-.01 0M3 16c.3-3 2-4.5 4.5-4.5S11.7 13 12 16M13 8.5a2 2 0 1 0-.01 0M14 11.5c1.8.2 2.8 1.5 3 3.5',
  'dead-letters': 'M3 5.5h14v9.5H3zM3 6l7 5.5L17 6',
  contracts: 'M5 3h7l3.5 3.5V17H5zM12 3v3.5h3.5M7.5 10h5M7.5 13h5',
};

export const MenuIcon = ({ view }: { readonly view: string }) => (
  <svg className="menu-icon" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
    <path d={SHAPES[view]} />
  </svg>
);
