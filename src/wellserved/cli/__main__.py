import sys

from wellserved.cli.main import main

sys.exit(main())
