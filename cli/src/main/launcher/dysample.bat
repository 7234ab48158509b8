@echo off
rem Starts the image's own JVM; the reasons for the options are in the script beside this one.
setlocal
"%~dp0java.exe" -XX:+UseSerialGC -XX:-UsePerfData -XX:MaxRAMPercentage=75 -Djdk.system.logger.level=WARNING --enable-native-access=io.github.dysample.cuda -Djava.awt.headless=true -m io.github.dysample.cli/io.github.dysample.cli.Main %*
exit /b %ERRORLEVEL%
