"""The cache on disk. The one place that knows diskcache."""
