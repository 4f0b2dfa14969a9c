"""Small SVG plots, drawn by hand so that they need no library and no script. Each has a title for screen readers."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 480, 320, 56, 44, 18, 16
INK, ACCENT, QUIET = "#241a29", "#6d1f5f", "#8a7d90"

Point = tuple[float, float]


def lines(
    title: str,
    x_name: str,
    y_name: str,
    series: dict[str, Sequence[Point]],
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    *,
    diagonal: bool = False,
) -> str:
    """An SVG of one or more named lines with their points."""
    place = _scale(x_range, y_range)
    body = [*_axes(x_name, y_name, x_range, y_range)]
    if diagonal:
        low, high = place((x_range[0], y_range[0])), place((x_range[1], y_range[1]))
        body.append(_line(low, high, QUIET, dashed=True))
    for number, (name, points) in enumerate(series.items()):
        colour = (ACCENT, INK, QUIET)[number % 3]
        placed = [place(point) for point in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        body.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        body += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in placed]
        if placed and len(series) > 1:
            body.append(_text(placed[-1][0] - 4, placed[-1][1] - 8, name, "end", colour))
    return _svg(title, body)


def scatter(
    title: str,
    x_name: str,
    y_name: str,
    points: dict[str, Point],
    x_range: tuple[float, float],
    y_range: tuple[float, float],
) -> str:
    """An SVG of single named points."""
    place = _scale(x_range, y_range)
    body = [*_axes(x_name, y_name, x_range, y_range)]
    for name, point in points.items():
        x, y = place(point)
        body.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{ACCENT}"/>')
        right = x > WIDTH * 0.7
        body.append(_text(x - 9 if right else x + 9, y + 4, name, "end" if right else "start", INK))
    return _svg(title, body)


def _scale(x_range: tuple[float, float], y_range: tuple[float, float]):  # type: ignore[no-untyped-def]
    def place(point: Point) -> Point:
        across = (point[0] - x_range[0]) / (x_range[1] - x_range[0])
        up = (point[1] - y_range[0]) / (y_range[1] - y_range[0])
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - BOTTOM - TOP)

    return place


def _axes(x_name: str, y_name: str, x_range: tuple[float, float], y_range: tuple[float, float]) -> list[str]:
    place = _scale(x_range, y_range)
    found = [
        _line(place((x_range[0], y_range[0])), place((x_range[1], y_range[0])), INK),
        _line(place((x_range[0], y_range[0])), place((x_range[0], y_range[1])), INK),
        _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, x_name, "middle", INK),
        f'<g transform="rotate(-90 14 {HEIGHT / 2})">{_text(14, HEIGHT / 2, y_name, "middle", INK)}</g>',
    ]
    for step in range(6):
        x = x_range[0] + (x_range[1] - x_range[0]) * step / 5
        y = y_range[0] + (y_range[1] - y_range[0]) * step / 5
        at_x, at_y = place((x, y_range[0])), place((x_range[0], y))
        found.append(_text(at_x[0], at_x[1] + 16, f"{x:g}" if abs(x) < 1000 else f"{x:.0f}", "middle", INK))
        found.append(_text(at_y[0] - 6, at_y[1] + 4, f"{y:.2g}", "end", INK))
    return found


def _line(one: Point, other: Point, colour: str, *, dashed: bool = False) -> str:
    dash = ' stroke-dasharray="4 4"' if dashed else ""
    return (
        f'<line x1="{one[0]:.1f}" y1="{one[1]:.1f}" x2="{other[0]:.1f}" y2="{other[1]:.1f}" stroke="{colour}"{dash}/>'
    )


def _text(x: float, y: float, text: str, anchor: str, colour: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{text}</text>'


def _svg(title: str, body: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="12"><title>{title}</title>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{"".join(body)}</svg>\n'
    )
