"""The editors' desk: the one place that may use both the pipeline and the store, for pages that receive it from outside."""
