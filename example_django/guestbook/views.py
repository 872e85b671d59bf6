"""The pages of the guest book."""

import logging

from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .forms import EntryForm
from .models import Entry

log = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest) -> HttpResponse:
    """The entries, newest first, and the form to add one."""
    form = EntryForm(request.POST or None, initial={"name": request.user.get_username()})
    if request.method == "POST" and form.is_valid():
        entry = form.save()
        log.info("entry %s was signed by %s", entry.pk, entry.name)
        messages.success(request, f"Thank you, {entry.name}. Your words are in the book.")
        return redirect("book")
    visits = request.session["visits"] = request.session.get("visits", 0) + 1
    page = Paginator(Entry.objects.all(), 10).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "visits": visits}
    return render(request, "guestbook/book.html", context, status=422 if form.errors else 200)


@require_POST
@staff_member_required(login_url="login")
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Entry, pk=pk).delete()
    messages.success(request, "The entry is gone.")
    return redirect("book")


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Only for those who are logged in."""
    return render(request, "guestbook/account.html", {"entries": Entry.objects.count()})
