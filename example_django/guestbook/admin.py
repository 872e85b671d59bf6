from django.contrib import admin

from .models import Entry


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):
    list_display = ("name", "message", "signed_at")
    list_filter = ("signed_at",)
    search_fields = ("name", "message")
    date_hierarchy = "signed_at"
