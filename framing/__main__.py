"""``python -m framing`` is the command line, or names the packages that keep it from running."""

import io
import sys


def main() -> int:
    """Run the command line, or say what keeps it from running."""
    try:
        from .cli import main as run
    except ImportError as error:
        from .doctor import examine, render

        print(f"framing cannot start: {error}\n\n{render(examine())}", file=sys.stderr)
        return 1
    # Where Windows writes to a file or a pipe, it knows a few hundred letters only.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    return run()


if __name__ == "__main__":
    sys.exit(main())
