@echo off
rem The same as dev.sh for Windows: dev run, dev test, dev check, dev bench, dev screens, dev slow.
rem Sets up what is missing, once, then goes. Needs Python 3.11 to 3.14 from python.org.
setlocal EnableExtensions DisableDelayedExpansion

set "root=%~dp0"
set "venv=%root%.venv"
set "python=%venv%\Scripts\python.exe"
set "verb=%~1"
set "rest="
for /f "tokens=1,*" %%a in ("%*") do set "rest=%%b"

if /i "%verb%"=="run" goto run
for %%v in (test check bench screens slow) do if /i "%verb%"=="%%v" goto develop
echo usage: dev run [command] ^| test [pytest arguments] ^| check ^| bench ^| screens ^| slow
exit /b 2

:run
call :setup run requirements.lock || exit /b 1
"%python%" "%root%main.py" %rest%
exit /b %errorlevel%

:develop
cd /d "%root%"
call :setup dev requirements-dev.lock || exit /b 1
goto %verb%

:test
"%python%" -m pytest -o "testpaths=tests/unit tests/store tests/gui tests/flows" -m "not slow and not bench" -n logical --maxprocesses 8 %rest%
exit /b %errorlevel%

:check
"%python%" tools\checks.py %rest%
exit /b %errorlevel%

:bench
"%python%" -m pytest -o testpaths=tests/bench -m bench %rest%
exit /b %errorlevel%

:screens
"%python%" tools\screens.py %rest%
exit /b %errorlevel%

:slow
"%python%" -m pytest -m slow %rest%
exit /b %errorlevel%

rem setup KIND LOCK: nothing to do where the environment has this very lock installed.
:setup
if exist "%python%" fc /b "%root%%2" "%venv%\installed-%1" >nul 2>&1 && exit /b 0
"%python%" -m pip --version >nul 2>&1 || call :make || exit /b 1
echo rapport: installing the packages of %2; this takes a minute or two, once
"%python%" -m pip install --disable-pip-version-check --no-input --only-binary :all: --require-hashes -r "%root%%2" || exit /b 1
copy /y "%root%%2" "%venv%\installed-%1" >nul
if "%1"=="dev" copy /y "%root%requirements.lock" "%venv%\installed-run" >nul
exit /b 0

:make
if exist "%venv%" rmdir /s /q "%venv%"
for %%v in (3.12 3.13 3.11 3.14) do py -%%v -m venv "%venv%" >nul 2>&1 && exit /b 0
python -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))" >nul 2>&1 && python -m venv "%venv%" && exit /b 0
echo rapport: Python 3.11 to 3.14 was not found. Install it from https://www.python.org and start again.
exit /b 1
