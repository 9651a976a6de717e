/** As many pixels to the SVG's unit. */
const SCALE = 2;

/** The files are named and system fonts are not looked at: without its fonts resvg leaves all text out and says nothing. */
const FONTS = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"];

/** The document as a PNG of twice its size, the same on every machine. */
export async function pngOfSvg(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import("@resvg/resvg-js");
  const image = new Resvg(svg, {
    background: "white",
    fitTo: { mode: "zoom", value: SCALE },
    font: {
      fontFiles: FONTS.map((file) => require.resolve(`dejavu-fonts-ttf/ttf/${file}`)),
      loadSystemFonts: false,
      defaultFontFamily: "DejaVu Sans",
      sansSerifFamily: "DejaVu Sans",
    },
  }).render();
  return image.asPng();
}
