"""Parts of pages: functions that lay out, and small modules that bring behaviour."""
